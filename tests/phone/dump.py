"""Everything that Redis holds, as text, to search for what must not be there."""

from typing import Any

from redis import Redis


def dump(redis: "Redis") -> str:
    """Give every key with its value, one line each."""
    client: Any = redis  # its types allow bytes, which decode_responses rules out
    return "\n".join(f"{key} {_value(client, key)}" for key in sorted(client.scan_iter(count=1000)))


def _value(client: Any, key: str) -> object:
    match client.type(key):
        case "hash":
            return client.hgetall(key)
        case "zset":
            return client.zrange(key, 0, -1, withscores=True)
        case "set":
            return client.smembers(key)
        case "list":
            return client.lrange(key, 0, -1)
        case "stream":
            return client.xrange(key)
    return client.get(key)
