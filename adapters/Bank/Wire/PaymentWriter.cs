using System.Buffers;

namespace Hub.Adapters.Bank.Wire;

/// <summary>
/// Writes a payment file into <see cref="Output"/>, which whoever waits empties between the calls. The same records give the same bytes.
/// </summary>
internal abstract class PaymentWriter : IDisposable
{
    /// <summary>Bytes that are to be sent on; cleared by <see cref="Sent"/>.</summary>
    public ArrayBufferWriter<byte> Output { get; } = new(256 * 1024);

    /// <summary>Begins the file.</summary>
    public abstract void Head(PaymentHead head);

    /// <summary>Adds a payment.</summary>
    public abstract void Row(PaymentRow row);

    /// <summary>Ends the file.</summary>
    public abstract void End(int count, long total);

    /// <summary>The bytes of <see cref="Output"/> are on their way.</summary>
    public abstract void Sent();

    /// <summary>Nothing more is written.</summary>
    public abstract void Dispose();
}
