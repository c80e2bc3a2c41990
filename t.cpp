#include "kitchen.hpp"
int main(){}
