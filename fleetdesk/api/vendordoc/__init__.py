"""What vendors publish about their API (OpenAPI, Scribe, Redoc, Postman), reduced to one form."""
