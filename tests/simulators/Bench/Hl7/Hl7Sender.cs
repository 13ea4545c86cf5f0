using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Hub.Simulators.Bench.Hl7;

/// <summary>One line that sends the next message when the last was acknowledged.</summary>
internal sealed class Hl7Sender(int port, string hospital, string prefix)
{
    /// <summary>Acknowledged with AA.</summary>
    public int Count { get; private set; }

    /// <summary>Answered otherwise.</summary>
    public int Refused { get; private set; }

    /// <summary>How long each took, milliseconds.</summary>
    public List<double> Waits { get; } = [];

    public async Task RunAsync(Stopwatch watch, TimeSpan length, CancellationToken cancel)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", port, cancel);
        NetworkStream stream = client.GetStream();
        byte[] answer = new byte[8192];
        for (int i = 0; watch.Elapsed < length; i++)
        {
            TimeSpan sent = watch.Elapsed;
            await stream.WriteAsync(Frame(i), cancel);
            int filled = 0;
            while (filled < 2 || answer[filled - 2] != 0x1C)
            {
                int read = await stream.ReadAsync(answer.AsMemory(filled), cancel);
                if (read == 0)
                {
                    throw new HttpRequestException("the hub closed the line");
                }
                filled += read;
            }
            Waits.Add((watch.Elapsed - sent).TotalMilliseconds);
            if (answer.AsSpan(0, filled).IndexOf("MSA|AA|"u8) > 0)
            {
                Count++;
            }
            else
            {
                Refused++;
            }
        }
    }

    private byte[] Frame(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"\vMSH|^~\\&|HIS|{hospital}|HUB|BUREAU|20260609083000||ADT^A40^ADT_A39|{prefix}-{number:D7}|P|2.5.1\rEVN||20260609083000\r"
        + $"PID|1||N{number:D10}^^^H^MR||示例^患者||19900101|M\rMRG|O{number:D10}^^^H^MR\r\u001c\r"));
}
