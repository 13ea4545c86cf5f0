namespace Hub.Simulators.Core.Files;

/// <summary>A file of 9101 or 3202.</summary>
internal sealed record ShelvedFile(string Ticket, string Name, string Institution, byte[] Content);

/// <summary>Files by ticket, bounded in bytes: the oldest go first.</summary>
internal sealed class FileShelf(long bytesMax)
{
    private readonly Dictionary<string, ShelvedFile> _files = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private long _bytes;

    public void Put(ShelvedFile file)
    {
        if (file.Content.LongLength > bytesMax)
        {
            throw new CoreRefusalException("文件过大");
        }
        _files.Add(file.Ticket, file);
        _order.Enqueue(file.Ticket);
        _bytes += file.Content.LongLength;
        while (_bytes > bytesMax && _order.TryDequeue(out string? oldest) && _files.Remove(oldest, out ShelvedFile? gone))
        {
            _bytes -= gone.Content.LongLength;
        }
    }

    public ShelvedFile? Find(string ticket) => _files.GetValueOrDefault(ticket);

    public void Clear()
    {
        _files.Clear();
        _order.Clear();
        _bytes = 0;
    }
}
