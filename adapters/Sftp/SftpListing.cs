namespace Hub.Adapters.Sftp;

/// <summary>The names of a folder, without <c>.</c> and <c>..</c>, in the order of the server.</summary>
/// <param name="Entries">At most <see cref="SftpEndpoint.EntriesMax"/> entries.</param>
/// <param name="IsComplete">False when the folder has more than that: the rest was not read.</param>
public sealed record SftpListing(IReadOnlyList<SftpEntry> Entries, bool IsComplete);
