"""What people wish to come to: 「週末に若者向けのイベントある?」 as days, audience, kind, area, words.

The way in is `wish.understand`. One room for each thing that is wished for; whether something is wished for
at all, or the plan is asked about, is `wanting`. When, is `knowledge/dates`. What is on is not known here.
"""
