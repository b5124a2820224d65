"""Does the assistant hold, whatever is typed? Generated questions, equal pairs, instructions in disguise."""
