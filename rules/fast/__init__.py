"""What only saves time: leaving this room out changes no finding."""
