"""The crawl: it joins discover, fetch, extract and archive into one that goes on where it was stopped."""
