"""How fast is it, how much memory does it take, and how does it grow? Distinct questions, no remembered vectors."""
