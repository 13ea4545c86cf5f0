using System.Text;
using System.Text.Json;

namespace Hub.Certs.Tests;

internal static class TestHex
{
    internal static byte[] Hex(this string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

    internal static byte[] Utf8(this string text) => Encoding.UTF8.GetBytes(text);

    internal static string Lower(this byte[] bytes) => Convert.ToHexStringLower(bytes);

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
