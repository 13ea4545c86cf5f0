namespace Hub.Journal.Engine;

/// <summary>Body of an inbox row: the message and where its answer goes.</summary>
internal sealed record StoredStep(ReplyAddress? Incoming, object Message);
