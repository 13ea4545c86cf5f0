namespace Hub.Adapters.Sftp.Wire;

/// <summary>Bytes that are no packet of the protocol, or not the one that may come now. The session ends.</summary>
internal sealed class BrokenProtocolException(string message) : Exception(message);
