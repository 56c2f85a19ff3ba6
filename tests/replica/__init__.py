"""A small local copy of Meta's objection forms, with a switch for every story that the tests tell."""

from tests.replica.log import Received, Upload
from tests.replica.server import Replica
from tests.replica.stories import Ending, Obstacle, Session, Story, View, Way

__all__ = ["Ending", "Obstacle", "Received", "Replica", "Session", "Story", "Upload", "View", "Way"]
