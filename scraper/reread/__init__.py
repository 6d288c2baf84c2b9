"""Reading again: it joins extract and archive, without the network.

again.py     stored pages through today's reader, in worker processes
report.py    what that changes, by site and field
check.py     a site's rules over its examples and its latest pages, before and after
draft.py     a rule file from one page
"""
