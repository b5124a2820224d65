"""What editors see: the fiches and figures, the forms in which they change them, and the proposals made."""
