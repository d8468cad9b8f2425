"""The floor's read model and actions, joined from the parts of the service."""

from ivr.agents.supervision.board import Board
from ivr.agents.supervision.supervising import Supervising
from ivr.agents.supervision.wall import wall_of
from ivr.assembly.parts import Parts
from ivr.stores.audit.floor import FloorRecords
from ivr.stores.board_book import BoardRecords
from ivr.stores.floor.board import RedisBoard
from ivr.stores.floor.places import RedisPlaces
from ivr.stores.reporting.figures import Reports
from ivr.stores.screens import ScreenRecords
from ivr.web.floor.parts import FloorParts
from ivr.web.floor.view import FloorViews


def floor_parts(parts: Parts) -> FloorParts:
    """Give what the floor's pages need."""
    sentences = {each: parts.prompts.announcements(each) for each in parts.institutions}
    book = BoardRecords(parts.records, Reports(parts.records, parts.clock, parts.institutions))
    board = Board(parts.institutions, RedisBoard(parts.redis), book, parts.notices, sentences, parts.clock)
    trail = FloorRecords(parts.records, parts.clock)
    supervising = Supervising(parts.centre, parts.rooms, RedisPlaces(parts.redis), parts.notices, trail, sentences)
    walls, screens = FloorViews(board, show=wall_of), ScreenRecords(parts.records, parts.clock)
    return FloorParts(FloorViews(board), supervising, sentences, walls, screens)
