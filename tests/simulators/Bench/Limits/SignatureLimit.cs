using Hub.Certs.Signatures;

namespace Hub.Simulators.Bench.Limits;

/// <summary>Signatures per second on one core, as the hub's own library makes and checks them, over a message of the size of a sale.</summary>
internal static class SignatureLimit
{
    private const int MessageBytes = 2048;
    private const int Distinct = 256;

    /// <summary>Signed per second, verified per second.</summary>
    public static (decimal Signs, decimal Verifies) Measure(SignatureAlgorithm algorithm, TimeSpan duration, TimeProvider clock)
    {
        using SigningKey key = SigningKey.Generate(new KeyDescription { KeyId = "bench", Algorithm = algorithm });
        VerificationKey verification = key.ToVerificationKey();
        byte[][] messages = [.. Enumerable.Range(0, Distinct).Select(i => Enumerable.Repeat((byte)i, MessageBytes).ToArray())];
        byte[][] signatures = new byte[Distinct][];
        decimal signs = PerSecond(i => signatures[i % Distinct] = key.Sign(messages[i % Distinct]));
        Array.ForEach(Enumerable.Range(0, Distinct).ToArray(), i => signatures[i] = key.Sign(messages[i]));
        decimal verifies = PerSecond(i =>
        {
            if (!verification.Verify(messages[i % Distinct], signatures[i % Distinct]))
            {
                throw new InvalidOperationException("a signature just made was refused");
            }
        });
        return (signs, verifies);

        decimal PerSecond(Action<int> once)
        {
            // The first pass warms the code up and is not counted.
            for (int i = 0; i < Distinct; i++)
            {
                once(i);
            }
            long started = clock.GetTimestamp();
            int done = 0;
            while (clock.GetElapsedTime(started) < duration)
            {
                once(done++);
            }
            return decimal.Round(done / (clock.GetElapsedTime(started).Ticks / (decimal)TimeSpan.TicksPerSecond));
        }
    }
}
