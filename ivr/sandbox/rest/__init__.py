"""The REST interface by which the product asks the network for calls, messages, queues and rooms, as on Twilio."""
