#!/usr/bin/env python3
from __future__ import annotations
import re, os.path as path
from dataclasses import dataclass, field

@dataclass(frozen=True)
class Visit(Base, metaclass=Meta):
    """A visit.

    >>> Visit("a", 3)
    """
    name: str = ""
    days: list[int] = field(default_factory=list)

    async def total(self, *args, sep=', ', **kwargs) -> int | None:
        # TODO: more
        result = [x ** 2 for x in self.days if x not in (1, 0x1F, 0b11, 1_000, 3.5e-2j)]
        pattern = re.compile(r"^(?P<year>\d{4})-[^a-z\]]+$", re.I | re.X)
        text = f"{self.name!r:>10} {len(result):.2f} {{}}" + b'\x00\n'.decode() + u"\u00e9"
        sql = """SELECT * FROM visits WHERE day > %s""" % result
        try:
            with open(path.join("a", 'b')) as f, lock: yield from f
        except (ValueError, OSError) as e: raise RuntimeError("no") from e
        else: return lambda x, y=1: x @ y if x else None
        finally: del self.days[1:-1]; print(*args, sep=sep, file=None)
        global nothing; assert not True, "why"; "{0} {name:>5}".format(1, name=2)
