using System.Runtime.InteropServices;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Faults;

namespace Hub.Simulators.Bank.Files;

/// <summary>
/// The bank's <c>out</c>: every file goes there under its name and <c>.part</c>, is synchronised and renamed, its control file after it.
/// What is sent is kept in a folder of the bank's own, so that it can be sent again.
/// </summary>
internal sealed class OutFolder(string folder, string kept, IBankCodec codec, SigningKey key, BankFaultPlan faults) : IAsyncDisposable
{
    private const string BadMark = "BADBYTES";
    private const int FieldWidth = 60;
    private const int Slices = 8;
    private static readonly string CutMark = "CUTCHARACTER".PadRight(FieldWidth, 'Z');
    private readonly SigningKey _otherBanksKey = SigningKey.Generate(new KeyDescription { KeyId = "bankz-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _repeats = [];
    private readonly List<Task> _growing = [];

    /// <summary>Sends a sheet, spoilt as the rules say.</summary>
    /// <param name="sheet">Contents.</param>
    /// <param name="stem">Name without ending.</param>
    /// <param name="nextStem">Gives another name for a duplicate.</param>
    /// <returns>Names of the data files.</returns>
    public IReadOnlyList<string> Send(ISheet sheet, string stem, Func<string> nextStem)
    {
        string name = $"{stem}.{codec.Extension}";
        byte[] content = Render(sheet, name);
        Publish(name, content, ControlOf(name, content, sheet), sheet);
        if (Strike(BankFaultKind.DuplicateAnswer, name, sheet) is null)
        {
            return [name];
        }
        string twin = $"{nextStem()}.{codec.Extension}";
        Write(twin, content, ControlFile.Of(twin, content, sheet.Count, sheet.ControlFen, key.KeyId).Sign(key));
        _repeats.Add(name);
        return [name, twin];
    }

    /// <summary>Puts files that were sent before into the folder again, once the reader has taken them away.</summary>
    public void Repeat()
    {
        foreach (string name in _repeats.Where(name => !File.Exists(At(name)) && !File.Exists(At(name + ".ok"))).ToArray())
        {
            _repeats.Remove(name);
            SendAgain(name);
        }
    }

    /// <summary>Sends the kept bytes of a file again under their own name; false when there are none or the name is still in the folder.</summary>
    public bool SendAgain(string name)
    {
        string data = Path.Combine(kept, Path.GetFileName(name));
        if (!File.Exists(data) || File.Exists(At(name)))
        {
            return false;
        }
        Put(name, File.ReadAllBytes(data));
        Put(name + ".ok", File.ReadAllBytes(data + ".ok"));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (Task growing in _growing)
        {
            await growing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _stopping.Dispose();
        _otherBanksKey.Dispose();
    }

    private byte[] Render(ISheet sheet, string name)
    {
        if (Strike(BankFaultKind.WrongTotals, name, sheet) is not null)
        {
            return sheet.WithWrongTotals().Encode(codec);
        }
        if (Strike(BankFaultKind.BadEncoding, name, sheet) is not null)
        {
            return Replaced(sheet.WithText(BadMark).Encode(codec), BadMark, [.. Enumerable.Repeat((byte)0xFF, BadMark.Length)]);
        }
        if (Strike(BankFaultKind.CutCharacter, name, sheet) is not null)
        {
            return Replaced(sheet.WithText(CutMark).Encode(codec), CutMark, HalfCharacterAtTheEnd());
        }
        byte[] content = sheet.Encode(codec);
        if (Strike(BankFaultKind.TruncatedFile, name, sheet) is not null)
        {
            return content[..(content.Length / 2)];
        }
        return Strike(BankFaultKind.ZeroBytes, name, sheet) is not null ? [] : content;
    }

    private byte[] ControlOf(string name, byte[] content, ISheet sheet)
    {
        ControlFile control = ControlFile.Of(name, content, sheet.Count, sheet.ControlFen, key.KeyId);
        if (Strike(BankFaultKind.OtherBanksKey, name, sheet) is not null)
        {
            return (control with { KeyId = _otherBanksKey.KeyId }).Sign(_otherBanksKey);
        }
        return Strike(BankFaultKind.BadControlSignature, name, sheet) is not null ? control.SignBadly(key) : control.Sign(key);
    }

    private void Publish(string name, byte[] content, byte[] control, ISheet sheet)
    {
        Keep(name, content, control);
        if (Strike(BankFaultKind.HostileName, name, sheet) is not null)
        {
            MakeHostile(name, content, sheet);
        }
        if (Strike(BankFaultKind.HugeFile, name, sheet) is { } huge)
        {
            using (FileStream sparse = File.Create(At(name + ".part")))
            {
                sparse.SetLength(huge.Bytes);
            }
            File.Move(At(name + ".part"), At(name));
            Put(name + ".ok", control);
        }
        else if (Strike(BankFaultKind.GrowingFile, name, sheet) is { } slow)
        {
            Put(name + ".ok", control);
            _growing.Add(GrowAsync(name, content, slow.Delay));
        }
        else
        {
            Put(name, content);
            Put(name + ".ok", control);
        }
    }

    private async Task GrowAsync(string name, byte[] content, TimeSpan pause)
    {
        await using var file = new FileStream(At(name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        int slice = Math.Max(1, (content.Length + Slices - 1) / Slices);
        for (int position = 0; position < content.Length; position += slice)
        {
            await file.WriteAsync(content.AsMemory(position, Math.Min(slice, content.Length - position)), _stopping.Token);
            await file.FlushAsync(_stopping.Token);
            await Task.Delay(pause, TimeProvider.System, _stopping.Token);
        }
    }

    /// <summary>Everything that must not be taken although its control file is right.</summary>
    private void MakeHostile(string name, byte[] content, ISheet sheet)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string ending = "." + codec.Extension;
        foreach (string hostile in (string[])
            ["-rf" + ending, stem + "\n_1" + ending, "..\\" + stem + ending, " " + name, name + " ", "ＲＥＴ" + name[3..],
                name.ToLowerInvariant(), stem + "_" + new string('9', 252 - stem.Length - 1 - ending.Length) + ending])
        {
            Write(hostile, content, ControlFile.Of(hostile, content, sheet.Count, sheet.ControlFen, key.KeyId).Sign(key));
        }
        string link = stem + "1" + ending, pipe = stem + "2" + ending, inner = stem + "3" + ending;
        foreach (string special in (string[])[link, pipe, inner])
        {
            Put(special + ".ok", ControlFile.Of(special, content, sheet.Count, sheet.ControlFen, key.KeyId).Sign(key));
        }
        File.CreateSymbolicLink(At(link), Path.Combine(kept, name));
        _ = mkfifo(At(pipe), Convert.ToUInt32("600", 8));
        Directory.CreateDirectory(At(inner));
    }

    private void Write(string name, byte[] content, byte[] control)
    {
        Put(name, content);
        Put(name + ".ok", control);
    }

    private void Keep(string name, byte[] content, byte[] control)
    {
        File.WriteAllBytes(Path.Combine(kept, name), content);
        File.WriteAllBytes(Path.Combine(kept, name + ".ok"), control);
    }

    private void Put(string name, byte[] content)
    {
        using (FileStream file = File.Create(At(name + (name.Length > 240 ? "" : ".part"))))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        if (name.Length <= 240)
        {
            File.Move(At(name + ".part"), At(name), overwrite: false);
        }
    }

    private byte[] Replaced(byte[] content, string mark, byte[] bytes)
    {
        int at = content.AsSpan().IndexOf(codec.Encode(mark));
        if (at < 0)
        {
            return content;
        }
        bytes.CopyTo(content, at);
        return codec.Reseal(content);
    }

    private byte[] HalfCharacterAtTheEnd()
    {
        byte[] character = codec.Encode("示");
        int half = character.Length - 1;
        int whole = (FieldWidth - half) / character.Length;
        int rest = FieldWidth - half - (whole * character.Length);
        return [.. Enumerable.Repeat(character, whole).SelectMany(bytes => bytes), .. Enumerable.Repeat((byte)'x', rest), .. character[..half]];
    }

    private BankFaultRule? Strike(BankFaultKind kind, string name, ISheet sheet) => faults.Strike(kind, name, sheet.Prefix);

    private string At(string name) => Path.Combine(folder, name);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mkfifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
