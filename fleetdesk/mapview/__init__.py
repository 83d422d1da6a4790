"""The map: a page that folium builds once from local files, and the widget that feeds it."""
