namespace Hub.Adapters.Sftp;

/// <summary>What a server says about a file. All of it is the server's claim.</summary>
/// <param name="Kind">Kind of file.</param>
/// <param name="SizeBytes">Size; null when the server does not say.</param>
/// <param name="Modified">Time of the last change, whole seconds, by the server's clock; null when the server does not say.</param>
public sealed record SftpAttributes(SftpEntryKind Kind, long? SizeBytes, DateTimeOffset? Modified);
