using System.Globalization;
using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>
/// Moves what is taken out of a bank's outbox: the data file first, then its control file. A control file that a crash left behind is found by
/// the next look; a data file without its control file would wait for ever.
/// </summary>
internal sealed class RemoteArchive(ISftpSession session, BankPlace place)
{
    private const int NamesMax = 20;
    private const int DigestCharacters = 16;

    /// <summary>Moves a data file and its control file; a name that is taken gets the digest appended.</summary>
    public async Task MoveAsync(string name, string? controlName, string sha256, bool withDigest, CancellationToken cancel)
    {
        var target = await MoveOneAsync(name, name, sha256, withDigest, cancel).ConfigureAwait(false);
        if (controlName is not null)
        {
            var control = target is not null && controlName.StartsWith(name, StringComparison.Ordinal) ? target + controlName[name.Length..] : controlName;
            await MoveOneAsync(controlName, control, sha256, withDigest: false, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Moves a control file whose data file is archived already.</summary>
    public Task MoveControlAsync(string controlName, string sha256, CancellationToken cancel) =>
        MoveOneAsync(controlName, controlName, sha256, withDigest: false, cancel);

    // Null when the file is not there any more: another node was quicker.
    private async Task<string?> MoveOneAsync(string name, string wanted, string sha256, bool withDigest, CancellationToken cancel)
    {
        var madeFolder = false;
        for (var i = withDigest ? 1 : 0; ;)
        {
            var target = i switch
            {
                0 => wanted,
                1 => wanted + "." + sha256[..DigestCharacters],
                _ => wanted + "." + sha256[..DigestCharacters] + "." + (i - 1).ToString(CultureInfo.InvariantCulture),
            };
            try
            {
                await session.RenameAsync(place.Out(name), place.Archive(target), cancel).ConfigureAwait(false);
                return target;
            }
            catch (SftpException taken) when (taken.Status == SftpStatus.AlreadyExists && i < NamesMax)
            {
                i++;
            }
            catch (SftpException missing) when (missing.Status is SftpStatus.NoSuchFile or SftpStatus.Failure && !madeFolder)
            {
                if (await session.StatAsync(place.Out(name), cancel).ConfigureAwait(false) is null)
                {
                    return null;
                }

                if (await session.StatAsync(place.ArchiveFolder, cancel).ConfigureAwait(false) is not null)
                {
                    throw;
                }

                await session.MakeFolderAsync(place.ArchiveFolder, cancel).ConfigureAwait(false);
                madeFolder = true;
            }
        }
    }
}
