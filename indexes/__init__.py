"""From provisions to something searchable."""
