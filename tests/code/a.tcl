#!/usr/bin/tclsh
# comment
proc total {rows {limit 10} args} { global x; set sum [expr {$limit * 0x1F + 1.5e-3}]; foreach row $rows { if {$row eq "a" && ![info exists x(1)]} { continue } elseif {1} { incf } }
  puts "a $sum [lindex $args 0] ${odd name} \n"; regexp {^a[b]+(\d)$} $row -> m; switch -exact -- $x { a { return 1 } default { error "no" } }; while {1} { break }; namespace eval ::v { variable y 1 } }
