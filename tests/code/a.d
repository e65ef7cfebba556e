module visits; import std.stdio : writeln, f = format;
/++ doc +/ @safe pure nothrow class Visit(T) : Base if (is(T == int)) { private immutable string name = `raw`; int[string] map; this() { } ~this() { } unittest { assert(1 == 1); }
  auto total(T)(in T[] rows...) { foreach (i, ref row; rows) { if (row !is null && i % 2) continue; } string s = "a\n" ~ r"raw" ~ 'c' ~ q{x}; switch (1) { case 1: goto default; default: break; } scope(exit) writeln(0x1F, 1.5e-3f, 1_000UL); return cast(int) rows.length; } }
version (linux) { alias X = int; } enum Color { red, green } struct S { mixin M!(int); } template M(T) { } // x
