"""Queues, agents, offers and handoffs in Redis, changed only by atomic scripts."""

from ivr.stores.floor.redis_floor import RedisFloor

__all__ = ["RedisFloor"]
