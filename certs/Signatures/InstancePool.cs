using System.Collections.Concurrent;

namespace Hub.Certs.Signatures;

/// <summary>
/// Lends out platform key objects, one to a caller at a time: RSA and ECDsa objects are not promised to be thread-safe, and making
/// one for every signature costs more than the signature.
/// </summary>
internal sealed class InstancePool<T>(Func<T> create)
    where T : class, IDisposable
{
    private static readonly int Kept = Math.Max(4, 2 * Environment.ProcessorCount);
    private readonly ConcurrentBag<T> _idle = [];
    private volatile bool _closed;

    internal T Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(T));
        return _idle.TryTake(out var instance) ? instance : create();
    }

    internal void Return(T instance)
    {
        if (_closed || _idle.Count >= Kept)
        {
            instance.Dispose();
            return;
        }

        _idle.Add(instance);
    }

    /// <summary>Disposes of the idle instances; those lent out are disposed of when they come back.</summary>
    internal void Close()
    {
        _closed = true;
        while (_idle.TryTake(out var instance))
        {
            instance.Dispose();
        }
    }
}
