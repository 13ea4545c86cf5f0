using System.Security.Cryptography;
using Hub.Adapters.Front.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front.Inbound;

/// <summary>One look into one institution's folder: takes what is complete, leaves results, moves away what is finished.</summary>
internal sealed class FrontLook(
    FrontPlace place, IFrontFolder folder, FileIntake intake, Sightings sightings, FrontOptions options, TimeProvider time, ILogger log)
{
    private const string ControlSuffix = ".ok";
    private const string ResultSuffix = ".result.txt";

    /// <summary>How many files were finished.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var listing = await folder.ListAsync(cancel).ConfigureAwait(false);
        if (sightings.Keep(listing))
        {
            FrontLog.Skipped(log, place.Partner, listing.Skipped);
        }

        var names = listing.Files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var (taken, finished) = (0, 0);
        foreach (var file in listing.Files.Where(f => IsData(f.Name)))
        {
            if (taken == options.FilesPerLookMax)
            {
                break;
            }

            try
            {
                if (await TakeAsync(file, names.Contains(file.Name + ControlSuffix), cancel).ConfigureAwait(false) is { } done)
                {
                    taken++;
                    finished += done ? 1 : 0;
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException and not (Sftp.SshException or DirectoryNotFoundException))
            {
                // A file that cannot be read or moved keeps no other from being taken.
                FrontLog.NotTaken(log, place.Partner, e);
            }
        }

        return finished;
    }

    private static bool IsData(string name) => !name.EndsWith(ResultSuffix, StringComparison.OrdinalIgnoreCase)
        && (name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null: it is not complete yet. False: a record is open.</summary>
    private async Task<bool?> TakeAsync(FrontFile file, bool hasControl, CancellationToken cancel)
    {
        var isStill = time.GetUtcNow() - sightings.Since(file, time.GetUtcNow()) >= TimeSpan.FromSeconds(options.StillSeconds);
        var control = hasControl ? await folder.ReadAsync(file.Name + ControlSuffix, FrontControl.BytesMax, cancel).ConfigureAwait(false) : null;
        if (control is null ? hasControl || !place.FolderProves || !isStill : !isStill && !States(control, file.Size))
        {
            return null;
        }

        if (file.Size > options.FileBytesMax)
        {
            var tooLarge = new FrontResult(0, "", FrontAnswer.Of('R', FrontErrorCodes.FileTooLarge), "");
            await FinishAsync(file.Name, hasControl, new FileOutcome([tooLarge], FileIntake.Rejected), "toolarge", cancel).ConfigureAwait(false);
            return true;
        }

        // It must be the same file before and after it was read.
        var content = await folder.ReadAsync(file.Name, options.FileBytesMax, cancel).ConfigureAwait(false);
        if (content is null || content.Length != file.Size || await folder.StatAsync(file.Name, cancel).ConfigureAwait(false) != file)
        {
            return null;
        }

        var outcome = await intake.TakeAsync(place, file.Name, content, control, cancel).ConfigureAwait(false);
        Step.Hit("submitted");
        if (outcome.Folder == FileIntake.Rejected && !isStill && outcome.Results[0].Answer.Code == FrontErrorCodes.NotProven.Code)
        {
            // File and control file may be of two writings: whoever replaces them has until the file is at rest.
            return null;
        }

        await FinishAsync(file.Name, hasControl, outcome, Convert.ToHexStringLower(SHA256.HashData(content))[..16], cancel).ConfigureAwait(false);
        return outcome.Folder is not null;
    }

    private async Task FinishAsync(string name, bool hasControl, FileOutcome outcome, string suffix, CancellationToken cancel)
    {
        var result = FrontResultFile.Write(outcome.Results, place.Encoding);
        var known = await folder.ReadAsync(name + ResultSuffix, options.UnpackedBytesMax, cancel).ConfigureAwait(false);
        if (known is null || !known.AsSpan().SequenceEqual(result))
        {
            await folder.WriteAsync(name + ResultSuffix, result, cancel).ConfigureAwait(false);
        }

        Step.Hit("result");
        if (outcome.Folder is { } target)
        {
            // The file first: a control file alone does nothing, a file alone would wait for one.
            await folder.MoveAsync(name, target, suffix, cancel).ConfigureAwait(false);
            sightings.Forget(name);
            if (hasControl)
            {
                await folder.MoveAsync(name + ControlSuffix, target, suffix, cancel).ConfigureAwait(false);
            }
        }
    }

    // An empty control file says only that the writer is done; a signed one states the length.
    private static bool States(byte[] control, long size)
    {
        try
        {
            return control.Length == 0 || FrontControl.Parse(control).Bytes == size;
        }
        catch (FrontRefusedException)
        {
            return false;
        }
    }
}
