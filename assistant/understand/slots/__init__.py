"""Facts from text: a grammar of our own over the normalised words. A fact that is not sure is not given."""

from assistant.understand.slots.correction import another_quarter, corrected
from assistant.understand.slots.dates import as_of
from assistant.understand.slots.read import read_aspects, read_facts
from assistant.understand.slots.scene import Found, Scene, scene

__all__ = ["Found", "Scene", "another_quarter", "as_of", "corrected", "read_aspects", "read_facts", "scene"]
