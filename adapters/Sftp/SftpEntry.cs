namespace Hub.Adapters.Sftp;

/// <summary>One name of a folder.</summary>
/// <param name="Name">
/// The name. Where <paramref name="IsSafe"/> is false it is only for showing: bytes outside printable ASCII are written <c>\xNN</c>, and what
/// is longer than 255 characters is cut. It must not be used as a path then, neither here nor there.
/// </param>
/// <param name="IsSafe">Whether the name keeps the rule of <see cref="SftpName.IsSafe(string?)"/>.</param>
/// <param name="Attributes">What the server says about the file; a link is described itself, not its target.</param>
public sealed record SftpEntry(string Name, bool IsSafe, SftpAttributes Attributes);
