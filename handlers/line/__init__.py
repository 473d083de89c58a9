"""The door to LINE: events in, messages out. The only place that imports linebot."""
