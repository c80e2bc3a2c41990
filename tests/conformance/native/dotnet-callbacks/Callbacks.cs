// The managed part of dotnet-callbacks.c: what it is given comes from C, and goes back there.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

public static class Callbacks {
  [MethodImpl(MethodImplOptions.InternalCall)]
  static extern int CallBack(int value);

  // Its objects are known from its stack alone while C calls back, and the collector moves what it can.
  public static int Sum(int count) {
    var texts = new List<string>();
    for (int index = 0; index < count; index++) {
      texts.Add(CallBack(index).ToString());
      GC.Collect();
    }
    int sum = 0;
    foreach (var text in texts) sum += int.Parse(text);
    return sum;
  }

  // Frames of which each knows the next, which the runtime's check of its stack sees.
  public static int Descend(int depth) {
    return depth == 0 ? CallBack(7) : Descend(depth - 1) + 0;
  }

  // An exception that begins and ends in managed code, around a call back.
  public static int Catch(int value) {
    try {
      if (CallBack(value) > 0) throw new InvalidOperationException("thrown");
      return 0;
    } catch (InvalidOperationException exception) {
      return exception.Message.Length;
    }
  }
}
