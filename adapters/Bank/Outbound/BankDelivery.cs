using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>
/// One attempt to bring a file into a bank's inbox, in a session that may end at any call. Whatever stands there is looked at first, so an
/// attempt may be repeated: a file under its final name is never written again.
/// </summary>
internal sealed class BankDelivery(ISftpSession session, BankPlace place, FileManifest file, IContentStore contents)
{
    /// <summary>
    /// False as long as certainly nothing of ours stands under a final name at the bank; then a lost connection means not sent. Set before the
    /// request that may change it leaves us.
    /// </summary>
    public bool MayStand { get; private set; }

    /// <summary>Data file, mark, control file; each step only where it is still to be done.</summary>
    public async Task<BankAnswer> RunAsync(CancellationToken cancel)
    {
        // 1. What stands under the final name?
        var data = await LookAsync(cancel).ConfigureAwait(false);
        if (data == Likeness.Other)
        {
            return BankAnswer.Refused(BankTransferErrorCodes.NameTaken);
        }

        // Nothing there, but our mark: the bank has taken it. A second one would be a second payment.
        if (data == Likeness.Absent && await session.StatAsync(place.Archive(file.MarkName), cancel).ConfigureAwait(false) is not null)
        {
            MayStand = true;
            return BankAnswer.Delivered(already: true);
        }

        // 2. The data file.
        var already = data == Likeness.Same;
        if (!already && await PutDataAsync(cancel).ConfigureAwait(false) is { } ended)
        {
            return ended;
        }

        // 3. The mark, 4. the control file.
        return await PutControlAsync(already, cancel).ConfigureAwait(false);
    }

    private async Task<Likeness> LookAsync(CancellationToken cancel)
    {
        var data = await RemoteFile.CompareAsync(session, place.In(file.Name), file.Length, file.Sha256, cancel).ConfigureAwait(false);
        MayStand |= data != Likeness.Absent;
        return data;
    }

    private async Task<BankAnswer?> PutDataAsync(CancellationToken cancel)
    {
        if (!await UploadAsync(cancel).ConfigureAwait(false))
        {
            return BankAnswer.Refused(BankTransferErrorCodes.ContentMissing);
        }

        // Read back before it gets its name: here a wrong byte costs a repetition, under the final name it costs a person.
        var part = await RemoteFile.CompareAsync(session, place.In(file.PartName), file.Length, file.Sha256, cancel).ConfigureAwait(false);
        if (part != Likeness.Same)
        {
            await RemovePartAsync(part, cancel).ConfigureAwait(false);
            throw new SftpException(SftpStatus.WrongSize, "what was uploaded does not read back as our bytes");
        }

        // The mark is looked for once more: while we uploaded, another node may have delivered and the bank taken it. All attempts share one part,
        // so whoever renames it takes it from the others.
        MayStand = true;
        if (await session.StatAsync(place.Archive(file.MarkName), cancel).ConfigureAwait(false) is not null)
        {
            await session.RemoveAsync(place.In(file.PartName), cancel).ConfigureAwait(false);
            return BankAnswer.Delivered(already: true);
        }

        await RenameAsync(file.PartName, file.Name, cancel).ConfigureAwait(false);
        Fault.Hit("b7.after");
        var stands = await session.StatAsync(place.In(file.Name), cancel).ConfigureAwait(false);
        if (stands is { Kind: SftpEntryKind.Regular } && (stands.SizeBytes is null || stands.SizeBytes == file.Length))
        {
            Fault.Hit("b8.after");
            return null;
        }

        return BankAnswer.Refused(BankTransferErrorCodes.NameTaken);
    }

    private async Task<bool> UploadAsync(CancellationToken cancel)
    {
        var path = place.In(file.PartName);
        var offset = await ResumeAsync(path, cancel).ConfigureAwait(false);
        var content = await contents.OpenAsync(file.Sha256, offset, cancel).ConfigureAwait(false);
        if (content is null)
        {
            return false;
        }

        await using (content.ConfigureAwait(false))
        {
            var written = await session.UploadAsync(content, path, offset, cancel).ConfigureAwait(false);
            Fault.Hit("b5.after");
            Fault.Hit("b6.after");
            return offset + written == file.Length;
        }
    }

    // Where a part of an earlier attempt can be continued: where its bytes so far are ours.
    private async Task<long> ResumeAsync(string path, CancellationToken cancel)
    {
        var part = await session.StatAsync(path, cancel).ConfigureAwait(false);
        if (part is { Kind: not SftpEntryKind.Regular })
        {
            await session.RemoveAsync(path, cancel).ConfigureAwait(false);
            return 0;
        }

        if (part?.SizeBytes is not { } size || size > file.Length || place.Endpoint.ResumeOffset(size) is not (> 0 and var offset))
        {
            return 0;
        }

        var ours = await contents.OpenAsync(file.Sha256, 0, cancel).ConfigureAwait(false);
        if (ours is null)
        {
            return 0;
        }

        await using (ours.ConfigureAwait(false))
        {
            return await RemoteFile.BeginsAsync(session, path, ours, offset, cancel).ConfigureAwait(false) ? offset : 0;
        }
    }

    private async Task RemovePartAsync(Likeness part, CancellationToken cancel)
    {
        if (part == Likeness.Other)
        {
            await session.RemoveAsync(place.In(file.PartName), cancel).ConfigureAwait(false);
        }
    }

    // A refused rename has changed nothing, or another attempt of ours was first: the final name decides, by its bytes.
    private async Task RenameAsync(string from, string to, CancellationToken cancel)
    {
        try
        {
            await session.RenameAsync(place.In(from), place.In(to), cancel).ConfigureAwait(false);
        }
        catch (SftpException refused)
        {
            var isData = to == file.Name;
            var (length, digest) = isData ? (file.Length, file.Sha256) : ControlDigest();
            switch (await RemoteFile.CompareAsync(session, place.In(to), length, digest, cancel).ConfigureAwait(false))
            {
                case Likeness.Same:
                    return;
                case Likeness.Other:
                    throw new SftpException(SftpStatus.AlreadyExists, "the final name is taken by other bytes");
                default:
                    MayStand = !isData;
                    throw new SftpException(refused.Status, refused.Message);
            }
        }
    }

    private async Task<BankAnswer> PutControlAsync(bool already, CancellationToken cancel)
    {
        var (length, digest) = ControlDigest();
        switch (await RemoteFile.CompareAsync(session, place.In(file.ControlName), length, digest, cancel).ConfigureAwait(false))
        {
            case Likeness.Same:
                return BankAnswer.Delivered(already);
            case Likeness.Other:
                return BankAnswer.Refused(BankTransferErrorCodes.ControlTaken);
            default:
                break;
        }

        // The mark first: once the control file has its name the bank may take both, and their absence must not be read as never delivered.
        await UploadSmallAsync(place.Archive(file.MarkName), Encoding.ASCII.GetBytes(file.Sha256 + "\n"), cancel).ConfigureAwait(false);
        await UploadSmallAsync(place.In(file.ControlPartName), file.Control, cancel).ConfigureAwait(false);
        try
        {
            await RenameAsync(file.ControlPartName, file.ControlName, cancel).ConfigureAwait(false);
        }
        catch (SftpException taken) when (taken.Status == SftpStatus.AlreadyExists)
        {
            return BankAnswer.Refused(BankTransferErrorCodes.ControlTaken);
        }

        Fault.Hit("b9.after");
        return BankAnswer.Delivered(already: false);
    }

    private async Task UploadSmallAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        using var content = new MemoryStream(bytes, writable: false);
        await session.UploadAsync(content, path, 0, cancel).ConfigureAwait(false);
    }

    private (long Length, string Digest) ControlDigest() => (file.Control.Length, Convert.ToHexStringLower(SHA256.HashData(file.Control)));
}
