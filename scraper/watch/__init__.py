"""Watching newspapers: what is due, how soon to look again, and keeping that going by a schedule.

ladder.py    when to look at a story again
rhythm.py    when to look at a feed again
"""
