namespace Hub.Journal.Engine;

/// <summary>Body of an inbox row: the message and where its answer goes.</summary>
internal sealed record StoredStep(object Message, ReplyAddress? Incoming = null);

/// <summary>A stored message that this version cannot read; no saga handles it, so its case is quarantined with it.</summary>
internal sealed record UnreadableMessage(string Type, byte[] Body);
