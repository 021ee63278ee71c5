"""Mentions and judgements become persons, groups, places, events. Pure."""
