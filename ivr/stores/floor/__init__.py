"""Queues, agents, offers, handoffs and call-backs in Redis, changed only by atomic scripts."""

from ivr.stores.floor.redis_call_backs import RedisCallBacks
from ivr.stores.floor.redis_floor import RedisFloor

__all__ = ["RedisCallBacks", "RedisFloor"]
