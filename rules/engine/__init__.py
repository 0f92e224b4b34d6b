"""What is asked of a dossier and what comes of it: context, triggers, plan, audit, rendering, verdict."""
