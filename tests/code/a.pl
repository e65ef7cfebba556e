#!/usr/bin/perl
use strict; use warnings qw(all);
package Visits::Visit;
our ($x, @list, %hash) = (1, (2, 3), (a => 'b'));
sub total { my ($self, %opts) = @_; my $sum = 0x1F + 1_000 + 1.5e-3;
  foreach my $row (@{$self->{rows}}) { next unless defined $row && $row =~ m/^a[\/\]]+(\d{4})$/ix; $sum += $1 ** 2; }
  $text =~ s/a b/$1\n/ge; $text =~ tr/a-z/A-Z/; my @w = qw/a b c/; $y = q{it's}; print STDERR "a $x @list $hash{a} ${\($y)}\n";
  print <<EOT, <<'RAW';
heredoc $x
EOT
raw $x
RAW
  open(my $fh, '<', $file) or die "no: $!"; while (<$fh>) { chomp; last if /x/; } return wantarray ? @list : \%hash; # x
}
=pod

docs

=cut
m{a(b)c}x; m#x#; s{a}{b}g; y/a/b/; 1;
__END__
