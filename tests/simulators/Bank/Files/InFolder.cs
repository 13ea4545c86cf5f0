using Hub.Simulators.Bank.Codecs;

namespace Hub.Simulators.Bank.Files;

/// <summary>
/// The bank's <c>in</c>. A data file is taken when its control file is there; it stays where it is, so that the sender can look at it.
/// A control file that was written anew is a new order, whatever its name and content: this bank compares nothing.
/// </summary>
internal sealed class InFolder(string folder, BankHouse house)
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Name, DateTime Written)> _seen = [];

    /// <summary>Takes everything that is complete, in the order of the names.</summary>
    public void Scan()
    {
        lock (_gate)
        {
            foreach (string control in Directory.EnumerateFiles(folder, "*.ok").Order(StringComparer.Ordinal))
            {
                string data = control[..^".ok".Length];
                if (File.Exists(data) && _seen.Add((control, File.GetLastWriteTimeUtc(control))))
                {
                    Take(data, control);
                }
            }
        }
    }

    /// <summary>Forgets what was taken.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _seen.Clear();
        }
    }

    private void Take(string data, string control)
    {
        string name = Path.GetFileName(data);
        try
        {
            house.Take(name, File.ReadAllBytes(data), File.ReadAllBytes(control));
        }
        catch (UnreadableFileException broken)
        {
            house.Refuse(name, broken.Message);
        }
    }
}
