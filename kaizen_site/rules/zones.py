"""Time zones from the tzdata package, never from the machine, so that the same input gives the same times anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from importlib.util import find_spec

from kaizen_site.rules.nearest import nearest

_YEAR = 2030  # any year in which the zones' present rules hold; a clock would make results depend on the day


@cache
def zone_names() -> frozenset[str]:
    """All IANA names, links such as `US/Eastern` among them."""
    return frozenset(_read("zones").decode("ascii").split())


def is_zone(name: str) -> bool:
    """Whether this is an IANA name, in its exact case."""
    return name in zone_names()


@lru_cache(maxsize=512)
def nearest_zone(name: str) -> str | None:
    """The zone that was most likely meant: another case, a slip, or a city without its continent."""
    names = sorted(zone_names())
    found = nearest(name, names)
    if found is not None or "/" in name:
        return found
    cities = {zone.rsplit("/", 1)[1]: zone for zone in reversed(names) if "/" in zone and not zone.startswith("Etc/")}
    city = nearest(name, sorted(cities))
    return None if city is None else cities[city]


@lru_cache(maxsize=1024)
def load_zone(name: str) -> tzinfo:
    """The zone of a name for which `is_zone` holds; KeyError for any other."""
    from io import BytesIO
    from zoneinfo import ZoneInfo

    if name not in zone_names():
        raise KeyError(name)
    if name == "UTC":
        return UTC
    return ZoneInfo.from_file(BytesIO(_read(f"zoneinfo/{name}")), key=name)


@lru_cache(maxsize=1024)
def clock_changes(name: str) -> tuple[tuple[datetime, datetime], ...]:
    """Stretches of local time (naive, start and exclusive end) that a year skips or repeats under present rules."""
    zone = load_zone(name)
    found = []
    moment = datetime(_YEAR, 1, 1, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    while moment.year == _YEAR:
        later = moment + timedelta(days=1)
        new = later.astimezone(zone).utcoffset()
        if offset is not None and new is not None and new != offset:
            change = _bisect(moment, later, zone).replace(tzinfo=None)
            found.append((change + min(offset, new), change + max(offset, new)))
        moment, offset = later, new
    return tuple(found)


def _bisect(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = (low + (high - low) / 2).replace(second=0, microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _read(name: str) -> bytes:
    # The package's own loader: importlib.resources would import half of the library for one small file.
    spec = find_spec("tzdata")
    get_data = getattr(spec and spec.loader, "get_data", None)
    if spec is None or get_data is None or not spec.submodule_search_locations:
        raise FileNotFoundError(name)
    content: bytes = get_data(f"{spec.submodule_search_locations[0]}/{name}")
    return content
