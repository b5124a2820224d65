"""How fast is it, how much memory does it take, how does it grow? Distinct questions, nothing remembered."""
