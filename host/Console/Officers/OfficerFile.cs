using System.Security.Cryptography;

namespace Hub.Console.Officers;

/// <summary>
/// The officers' file and its newest good snapshot. <see cref="Current"/> never blocks and never fails; <see cref="ReloadIfChanged"/>
/// replaces it in one step, or leaves it as it was if the new file is wrong. A file that is not there lets nobody in.
/// </summary>
public sealed class OfficerFile
{
    private readonly string path;
    private readonly Lock reload = new();
    private volatile OfficerList current;
    private byte[] digest;

    /// <param name="path">The officers' file; read and checked here.</param>
    /// <exception cref="InvalidOfficersException">The file is wrong.</exception>
    public OfficerFile(string path)
    {
        this.path = path;
        (current, digest) = Read();
    }

    /// <summary>The newest good snapshot. Take it once for each request.</summary>
    public OfficerList Current => current;

    /// <summary>Checks the text of an officers' file.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">Name of the file in problems.</param>
    /// <exception cref="InvalidOfficersException">The text is wrong; all its problems are listed.</exception>
    public static OfficerList Parse(ReadOnlyMemory<byte> json, string fileName) => new OfficerFileReader(fileName).Read(json);

    /// <summary>
    /// Adds an officer and returns the access token, which is kept nowhere: it is shown now or never. The file is replaced in one step, with
    /// mode 600, and must be right before.
    /// </summary>
    /// <param name="path">The officers' file; made when absent.</param>
    /// <param name="officer">The entry; its token's digest is set here.</param>
    /// <exception cref="InvalidOfficersException">The file, or what it would become, is wrong; nothing was changed.</exception>
    public static string Add(string path, NewOfficer officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        var token = AccessToken.NewForOfficer();
        OfficerFileWriter.Change(path, before => new OfficerList(
        [
            .. before.Officers,
            new Officer
            {
                Id = officer.Id, Name = officer.Name, Roles = officer.Roles, NotAfter = officer.NotAfter, TokenSha256 = AccessToken.Digest(token),
            },
        ]));
        return token;
    }

    /// <summary>Reads the file again if it has other bytes than before.</summary>
    /// <returns>True if there is a new snapshot.</returns>
    /// <exception cref="InvalidOfficersException">The changed file is wrong; the snapshot stays as it was.</exception>
    public bool ReloadIfChanged()
    {
        lock (reload)
        {
            var (list, read) = Read();
            if (read.AsSpan().SequenceEqual(digest))
            {
                return false;
            }

            (current, digest) = (list, read);
            return true;
        }
    }

    private (OfficerList List, byte[] Digest) Read() =>
        OfficerFileReader.Bytes(path) is { } json ? (Parse(json, path), SHA256.HashData(json)) : (OfficerList.Empty, []);
}

/// <summary>An officer to be added.</summary>
/// <param name="Id">1 to 60 letters, digits, '-', '_', '.'; new in the file.</param>
/// <param name="Name">Name shown on pages.</param>
/// <param name="Roles">At least one role.</param>
/// <param name="NotAfter">First moment at which the officer is no longer let in; null for none.</param>
public sealed record NewOfficer(string Id, string Name, OfficerRoles Roles, DateTimeOffset? NotAfter = null);
