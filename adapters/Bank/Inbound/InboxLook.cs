using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>One look into one bank's outbox, in one session.</summary>
internal sealed class InboxLook(ISftpSession session, BankPlace place, IBankFormat format, Sightings sightings, InboxStores stores, InboxReport report)
{
    private readonly RemoteArchive archive = new(session, place);
    private readonly BankTransferOptions options = stores.Options;

    public async Task RunAsync(CancellationToken cancel)
    {
        var outbox = Outbox.Of(await session.ListAsync(place.OutFolder, cancel).ConfigureAwait(false), place, format);
        Fault.Hit("a1.after");
        sightings.Keep(outbox.Files);
        Skip(outbox.Skipped);
        if (outbox.IsComplete)
        {
            await stores.SetUnprovenAsideAsync(outbox, report, cancel).ConfigureAwait(false);
        }

        var left = options.FilesPerLookMax;
        foreach (var file in outbox.Files)
        {
            if (left == 0)
            {
                break;
            }

            left -= await TryTakeAsync(file, cancel).ConfigureAwait(false) ? 1 : 0;
        }

        if (outbox.IsComplete)
        {
            await ClearControlsAsync(outbox, cancel).ConfigureAwait(false);
        }
    }

    // A file that cannot be taken keeps no other from being taken; a lost session ends the look.
    private async Task<bool> TryTakeAsync(OutboxFile file, CancellationToken cancel)
    {
        try
        {
            return await TakeAsync(file, cancel).ConfigureAwait(false);
        }
        catch (SftpException gone) when (gone.Status == SftpStatus.NoSuchFile)
        {
            // Another node has archived it, or the bank took it back: the next look finishes what is stored of it.
            return false;
        }
        catch (Exception e) when (e is not (OperationCanceledException or SshException))
        {
            stores.NoteFailed(place.Bank, file.Name.Kind, e, report);
            return true;
        }
    }

    /// <summary>Takes one file, in the order of the README's steps. False: it is not complete yet.</summary>
    private async Task<bool> TakeAsync(OutboxFile file, CancellationToken cancel)
    {
        var name = file.Name;
        var sighting = sightings.See(file, stores.Now);
        // 2. Complete and at rest?
        var control = await ReadControlAsync(file, cancel).ConfigureAwait(false);
        if (control is not { } stated || !IsAtRest(file, stated, sighting))
        {
            ReportWaiting(file, sighting);
            return false;
        }

        if (sighting.Taken is { } earlier && earlier.Control.Span.SequenceEqual(stated.Span))
        {
            await ArchiveAsync(name, earlier.Content, earlier.WithDigest, cancel).ConfigureAwait(false);
            return true;
        }

        Fault.Hit("a2.after");

        // 3. Fetched: it must be the same file before and after.
        if (!Unchanged(file, await session.StatAsync(place.Out(name.Name), cancel).ConfigureAwait(false)))
        {
            report.Waiting++;
            return false;
        }

        var content = await FetchAsync(name, cancel).ConfigureAwait(false);
        if (content is null || content.Length != file.Size || !Unchanged(file, await session.StatAsync(place.Out(name.Name), cancel).ConfigureAwait(false)))
        {
            report.Waiting++;
            return false;
        }

        Fault.Hit("a3.after");

        // 4. Proven, noted, evidence, applied.
        var reason = Verify(name, stated, content);
        if (reason is not null && !(await ReadControlAsync(file, cancel).ConfigureAwait(false) is { } again && again.Span.SequenceEqual(stated.Span)))
        {
            // Data and control file are of two writings: the bank is replacing them.
            report.Waiting++;
            return false;
        }

        var (arrival, stored) = await stores.Book.ArriveAsync(place.Bank, name, content, cancel).ConfigureAwait(false);
        var withDigest = arrival == BankFileArrival.NameReused;
        reason ??= withDigest ? "the name was used before for other content" : stored.State == BankFileState.Quarantined ? stored.Reason : null;
        if (reason is not null && stored.State == BankFileState.Stored)
        {
            await stores.Book.QuarantineAsync(stored.Id, reason, cancel).ConfigureAwait(false);
        }

        await stores.ProveAsync(place.Bank, name, content, stated, reason, cancel).ConfigureAwait(false);
        if (reason is not null)
        {
            stores.NoteQuarantined(stored, reason, report);
        }
        else if (stored.State == BankFileState.Stored)
        {
            await stores.ApplyAsync(stored, report, cancel).ConfigureAwait(false);
        }
        else
        {
            stores.Metrics.File(place.Bank, "known");
            report.Known++;
        }

        // 5. Archived at the bank.
        if (!await ArchiveAsync(name, content, withDigest, cancel).ConfigureAwait(false) && name.ControlName is not null)
        {
            sighting.Taken = (stated, content, withDigest);
        }

        Fault.Hit("a6.after");
        return true;
    }

    // Null: there is none yet. Empty: the profile has none.
    private async Task<ReadOnlyMemory<byte>?> ReadControlAsync(OutboxFile file, CancellationToken cancel)
    {
        if (file.Name.ControlName is not { } controlName)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (!file.HasControl)
        {
            return null;
        }

        var stream = await session.OpenReadAsync(place.Out(controlName), 0, cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // One byte too many is enough to see that it is none.
            var buffer = new byte[ControlLines.BytesMax + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            return buffer.AsMemory(0, length);
        }
    }

    // The control file says how long the file is; whoever disagrees may still be writing, but not for ever.
    private bool IsAtRest(OutboxFile file, ReadOnlyMemory<byte> control, Sighting sighting) =>
        (file.Name.ControlName is not null && ControlLines.Bytes(control) is { } bytes && bytes == file.Size)
        || stores.Now - sighting.Since >= options.StillFor;

    private static bool Unchanged(OutboxFile file, SftpAttributes? now) =>
        now is { Kind: SftpEntryKind.Regular } && now.SizeBytes == file.Size && now.Modified == file.Modified;

    private async Task<ContentKey?> FetchAsync(BankFileName name, CancellationToken cancel)
    {
        try
        {
            var stream = await session.OpenReadAsync(place.Out(name.Name), 0, cancel).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await stores.Contents.StoreAsync(stream, place.FileBytesMax, cancel).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException)
        {
            // It grew beyond the limit while it was read; the next listing says so.
            return null;
        }
    }

    private string? Verify(BankFileName name, ReadOnlyMemory<byte> control, ContentKey content)
    {
        if (name.ControlName is null)
        {
            return null;
        }

        try
        {
            format.VerifyControl(name, control, content, stores.Now);
            return null;
        }
        catch (BankFileException bad)
        {
            return bad.Message;
        }
    }

    private async Task<bool> ArchiveAsync(BankFileName name, ContentKey content, bool withDigest, CancellationToken cancel)
    {
        try
        {
            await archive.MoveAsync(name.Name, name.ControlName, content.Sha256, withDigest, cancel).ConfigureAwait(false);
            sightings.Forget(name.Name);
            return true;
        }
        catch (SftpException refused)
        {
            BankTransferLog.NotArchived(stores.Logger, place.Bank, name.Kind, refused.Status);
            stores.Metrics.File(place.Bank, "not archived");
            return false;
        }
    }

    // A crash between the two renames leaves a control file alone; one whose data file has not come yet looks the same and stays.
    private async Task ClearControlsAsync(Outbox outbox, CancellationToken cancel)
    {
        foreach (var (control, data) in outbox.OrphanControls)
        {
            try
            {
                var file = new OutboxFile(data, 0, null, HasControl: true);
                if (await ReadControlAsync(file, cancel).ConfigureAwait(false) is { } lines
                    && await IsTakenAsync(data, lines, cancel).ConfigureAwait(false) is { } digest)
                {
                    await archive.MoveControlAsync(control, digest, cancel).ConfigureAwait(false);
                }
            }
            catch (SftpException refused)
            {
                BankTransferLog.NotArchived(stores.Logger, place.Bank, data.Kind, refused.Status);
            }
        }
    }

    private async Task<string?> IsTakenAsync(BankFileName data, ReadOnlyMemory<byte> control, CancellationToken cancel)
    {
        var stated = ControlLines.Sha256(control);
        if (stated is not null && await stores.Contents.OpenAsync(stated, 0, cancel).ConfigureAwait(false) is { } known)
        {
            await known.DisposeAsync().ConfigureAwait(false);
            return stated;
        }

        var archived = await session.StatAsync(place.Archive(data.Name), cancel).ConfigureAwait(false) is not null;
        return archived ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(control.Span)) : null;
    }

    private void Skip(IReadOnlyDictionary<string, int> skipped)
    {
        sightings.Forget(skipped);
        foreach (var (reason, count) in skipped)
        {
            report.Skipped += count;
            if (sightings.IsNews(reason, count))
            {
                BankTransferLog.Skipped(stores.Logger, place.Bank, reason, count);
                stores.Metrics.Skipped(place.Bank, reason, count);
            }
        }
    }

    private void ReportWaiting(OutboxFile file, Sighting sighting)
    {
        report.Waiting++;
        if (!file.HasControl && !sighting.Reported && stores.Now - sighting.Since >= options.ControlDueAfter)
        {
            sighting.Reported = true;
            BankTransferLog.WithoutControl(stores.Logger, place.Bank, file.Name.Kind, options.ControlDueAfter);
        }
    }
}
