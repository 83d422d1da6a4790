"""One user of FleetDesk on this computer: settings, secrets, accounts, and the opened outbox."""
