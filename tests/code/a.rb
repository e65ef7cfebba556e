#!/usr/bin/env ruby
require 'json'
module Visits
  class Visit < Base::Other
    include Comparable
    attr_accessor :name, :days
    MAX = 0x1F; @@count = 1_000; $global ||= nil
    def initialize(name = "a", *rest, key: 1, **opts, &block)
      @name, @days = name, rest.map { |x| x ** 2 } if block_given?
      super()
    end
    def <=>(other) = name <=> other.name
    def self.total?(rows) # comment
      rows.each_with_index do |row, i|
        next unless row =~ /^a[\/\]]+(?<year>\d{4}) #{i}$/ix && !row.nil?
        puts "a #{row[:name]} \u00e9 #{"nested #{1}"}", 'it\'s', %w[a b c], %q(x (y) z), :"sym bol", :a?
      end
      text = <<~EOS + "x"
        heredoc #{MAX} text
      EOS
      raw = <<-'RAW'
        #{not}
        RAW
      case text when String, nil then 1 else raise ArgumentError, "no" end rescue $!
      { a: 1, "b" => 2, :c => ?x }.each_pair(&:to_s); begin; yield; ensure; 1.5e3; end while true
    end
  end
end
=begin
block comment
=end
__END__
data
