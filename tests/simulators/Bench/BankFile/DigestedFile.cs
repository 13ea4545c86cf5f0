using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Files;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>A file that is digested while it is written, so that one of any size costs no memory.</summary>
internal sealed class DigestedFile : IDisposable
{
    private const int BufferBytes = 1 << 17;
    private readonly FileStream _file;
    private readonly Encoding _encoding;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalSm3 _sm3 = new();
    private readonly IncrementalSm3 _soFar = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _filled;

    /// <summary>Begins a new file.</summary>
    public DigestedFile(string path, Encoding encoding)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _encoding = encoding;
    }

    /// <summary>Appends a text of at most a few thousand characters.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (_encoding.GetMaxByteCount(text.Length) > BufferBytes - _filled)
        {
            Drain();
        }
        _filled += _encoding.GetBytes(text, _buffer.AsSpan(_filled));
    }

    /// <summary>SM3 of every byte before, in hexadecimal; asked for once.</summary>
    public string ControlValue()
    {
        Drain();
        return Convert.ToHexStringLower(_soFar.GetHashAndReset());
    }

    /// <summary>Ends the file on the disk and describes it.</summary>
    public ControlFile Finish(string name, int count, long totalFen, string keyId)
    {
        Drain();
        _file.Flush(flushToDisk: true);
        return new ControlFile
        {
            File = name,
            Bytes = _file.Length,
            Count = count,
            TotalFen = totalFen,
            Sha256 = Convert.ToHexStringLower(_sha256.GetHashAndReset()),
            Sm3 = Convert.ToHexStringLower(_sm3.GetHashAndReset()),
            KeyId = keyId,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _sha256.Dispose();
    }

    private void Drain()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _filled);
        _file.Write(bytes);
        _sha256.AppendData(bytes);
        _sm3.AppendData(bytes);
        _soFar.AppendData(bytes);
        _filled = 0;
    }
}
